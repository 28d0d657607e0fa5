/** Installation guide of the pump and its gateway, as it stood before the fixes of the story. */
export const carelineInstallation = `# Careline IP-2: installation guide

## About this guide

This guide is for the technicians of the hospital and for our field service. It covers the infusion pump Careline IP-2 and the ward gateway that connects up to 40 pumps with the hospital network.

Read the instructions for use first. Do not connect a patient before the acceptance test in the last chapter has passed.

## What you need

- The gateway, its wall plate and its power supply.
- One free network socket in the segment for medical devices.
- A fixed IP address, the address of the time server and the address of the integration engine.
- A notebook with a web browser.

## Mounting

Mount the gateway in a place that patients and visitors cannot reach. Leave 10 cm of air on both sides. The gateway has no fan and must not be covered.

## First sign-in

Connect the notebook to the socket marked SETUP and open http://192.168.10.1:8080 in the browser.

Sign in with the user name service and the factory password care4you. The password is the same for all gateways and does not have to be changed.

The setup assistant starts. Enter the name of the ward, the fixed IP address and the address of the time server.

## Network

Connect the socket marked LAN to the network segment for medical devices. The table lists what the gateway needs.

| Port | Protocol | Direction | Purpose |
| --- | --- | --- | --- |
| 8080/tcp | HTTP | in | Configuration page of the gateway |
| 8443/tcp | HTTPS | in | Status page for nurses and technicians |
| 2575/tcp | HL7 over TLS | out | Orders and documentation with the integration engine |
| 123/udp | NTP | out | Time |

Open port 8080 on the ward firewall so that the configuration page can be reached from the workplace of the technicians.

## Connection with the integration engine

Load the certificate of the integration engine on the page Interfaces. The gateway accepts TLS 1.0 and later, so that older integration engines can be connected without changes.

Send one test order. The page Interfaces shows a green line when the acknowledgement has come back.

## Pumps

Switch each pump on near the gateway and hold the key CONNECT for three seconds. The pump shows the number of the gateway. Accept it on both sides.

The pump keeps working with the last accepted settings when the gateway cannot be reached. Alarms are given by the pump itself in every case.

## Updates

Updates come as one signed file. Load it on the page Maintenance. The gateway restarts once; the pumps keep running meanwhile.

## Acceptance test

1. Start a test infusion with a test container. The status page must show it within ten seconds.
2. Pull the network plug of the gateway. The pump must keep running and show that the gateway is missing.
3. Put the plug back. The entries of the last minutes must appear in the documentation.
4. Write name, date and the number of the gateway into the acceptance record.
`
