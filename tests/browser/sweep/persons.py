"""The persons of the demo who open the pages."""

COORDINATOR = "coordinatrice@msp-2012.example.org"  # two teams; « Grandir avec les écrans »
DIETITIAN = "dieteticienne@msp-2015.example.org"  # applications and reports
NURSE = "infirmiere-1@msp-2012-b.example.org"  # a turnkey programme, a figure asked for
FEDERATION = "mission@essort.example.org"
ARS = "prevention@ars-bretagne.example.org"
KINESITHERAPIST = "kinesitherapeute-1@msp-2012.example.org"  # reads, contributes
SUPPORT = "conseil@ireps.example.org"
NOBODY = "nobody"  # not signed in
HOLDER = "holder"  # whoever holds a link: not signed in, and JavaScript is off
