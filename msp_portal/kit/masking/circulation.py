"""How far a hidden number of a table can move while everything shown stays true.

A table with its row totals, column totals and grand total is a circulation: each cell carries its
number from its row to its column, each column total to the total row, and so on around. What a
reader cannot exclude is then another circulation with the same shown numbers, and the largest
move of one hidden cell is a maximum flow around it. Flows of whole numbers being enough, the
answer is exact, in whole people, without a linear-programming library.
"""

import heapq
from collections import deque
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

UNBOUNDED = 10**9
Node = Hashable


@dataclass(slots=True, eq=False)
class Edge:
    """One non-zero number of the table.

    ``up`` and ``down`` are what it may gain or lose (people) once hidden; ``cost`` is the price of
    hiding it; ``flow`` the move tried at present.
    """

    key: Hashable
    tail: Node
    head: Node
    up: int
    down: int
    cost: int
    hidden: bool
    flow: int = 0

    def room(self, *, forward: bool) -> int:
        """How much more this number can move in one direction."""
        return self.up - self.flow if forward else self.down + self.flow


Step = tuple[Edge, bool]


class Circulation:
    """The non-zero numbers of one table, hidden or not."""

    def __init__(self, edges: Iterable[Edge]) -> None:
        self.edges = {edge.key: edge for edge in edges}
        self._steps: dict[Node, list[Step]] = {}
        for edge in self.edges.values():
            self._steps.setdefault(edge.tail, []).append((edge, True))
            self._steps.setdefault(edge.head, []).append((edge, False))

    def move(self, key: Hashable, *, upwards: bool, limit: int) -> int:
        """Move one hidden number as far as ``limit``; the moves stay in ``flow``. How far it went."""
        self._rest()
        edge = self.edges[key]
        source, sink = (edge.head, edge.tail) if upwards else (edge.tail, edge.head)
        limit = min(limit, edge.room(forward=upwards))
        done = 0
        while done < limit and (path := self._shortest(edge, source, sink)):
            amount = min(limit - done, *(step.room(forward=way) for step, way in path))
            _push(path, amount)
            done += amount
        edge.flow = done if upwards else -done
        return done

    def spread(self, key: Hashable, enough: int) -> int:
        """Width of the interval a reader must leave to a hidden number, counted up to ``enough``."""
        up = self.move(key, upwards=True, limit=enough)
        return up + self.move(key, upwards=False, limit=enough - up)

    def cheapest_cover(self, key: Hashable, enough: int) -> list[Edge]:
        """The cheapest shown numbers to hide so that a hidden one moves further.

        Empty when hiding more would not help. Ties go to the first in table order, so that the
        same table is always masked the same way.
        """
        best: tuple[int, list[Edge]] | None = None
        for amount in dict.fromkeys((max(enough, 1), 1)):
            for upwards in (True, False):
                done = self.move(key, upwards=upwards, limit=enough)
                edge = self.edges[key]
                if edge.room(forward=upwards) < 1 or done >= enough:
                    continue
                source, sink = (edge.head, edge.tail) if upwards else (edge.tail, edge.head)
                wanted = min(amount, edge.room(forward=upwards))
                found = self._cheapest(edge, source, sink, wanted)
                if found and (best is None or found[0] < best[0]):
                    best = found
            if best:
                return best[1]
        return []

    def _rest(self) -> None:
        for edge in self.edges.values():
            edge.flow = 0

    def _shortest(self, apart: Edge, source: Node, sink: Node) -> list[Step]:
        """A path of hidden numbers with room, fewest first; empty when there is none."""
        came: dict[Node, Step] = {}
        queue = deque([source])
        while queue:
            node = queue.popleft()
            for edge, forward in self._steps[node]:
                to = edge.head if forward else edge.tail
                if to in came or to == source or edge is apart or not edge.hidden:
                    continue
                if edge.room(forward=forward) < 1:
                    continue
                came[to] = (edge, forward)
                if to == sink:
                    return _walk_back(came, source, sink)
                queue.append(to)
        return []

    def _cheapest(
        self, apart: Edge, source: Node, sink: Node, amount: int
    ) -> tuple[int, list[Edge]] | None:
        """The cheapest path through hidden and shown numbers that lets ``amount`` people pass."""
        came: dict[Node, Step] = {}
        costs: dict[Node, int] = {source: 0}
        done: set[Node] = set()
        heap: list[tuple[int, int, Node]] = [(0, 0, source)]
        order = 0
        while heap:
            cost, _, node = heapq.heappop(heap)
            if node == sink:
                path = _walk_back(came, source, sink)
                return cost, [edge for edge, _ in path if not edge.hidden]
            if node in done:
                continue
            done.add(node)
            for edge, forward in self._steps[node]:
                if edge is apart or edge.room(forward=forward) < amount:
                    continue
                to = edge.head if forward else edge.tail
                price = cost + (0 if edge.hidden else edge.cost)
                if to not in done and price < costs.get(to, UNBOUNDED * UNBOUNDED):
                    costs[to] = price
                    came[to] = (edge, forward)
                    order += 1
                    heapq.heappush(heap, (price, order, to))
        return None


def _walk_back(came: dict[Node, Step], source: Node, sink: Node) -> list[Step]:
    path: list[Step] = []
    node = sink
    while node != source:
        edge, forward = came[node]
        path.append((edge, forward))
        node = edge.tail if forward else edge.head
    return path[::-1]


def _push(path: list[Step], amount: int) -> None:
    for edge, forward in path:
        edge.flow += amount if forward else -amount
