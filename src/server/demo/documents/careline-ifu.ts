/** Instructions for use of the pump: the part that operators of its network read. */
export const carelineIfu = `# Careline IP-2: instructions for use

## Intended use

Careline IP-2 is a volumetric infusion pump for the controlled delivery of fluids and medicines to adults and children in hospitals. It is operated by trained nursing and medical staff.

## Warnings

Do not use the pump beside devices for magnetic resonance imaging. Do not use it outside the stated ranges of temperature and humidity.

The network connection is for orders and documentation only. It never replaces looking after the patient: alarms are given by the pump itself, at the bedside.

## Before first use

Have the pump checked and connected by medical engineering as the installation guide says. Check that the sticker with the date of the next inspection is there.

## Starting an infusion

1. Insert the set and close the door. The pump checks the set by itself.
2. Choose the medicine from the drug library. Limits for dose and rate come with it.
3. Enter rate and volume, or take the order that the gateway has brought. Compare it with the written order.
4. Open the clamp and press START.

## Drug library

The drug library is brought to the pump by the gateway. Technicians import it as a file on the configuration page. The version is shown when the pump is switched on. Do not start an infusion with an expired library.

## Alarms

| Alarm | Meaning | What to do |
| --- | --- | --- |
| Air in line | Air in the set | Stop, remove the air, start again |
| Occlusion | The line is blocked | Look for kinks and closed clamps |
| Battery low | Less than 30 minutes left | Connect to the mains |
| Gateway missing | No connection to the network | Carry on; document by hand |

## Service menu

The service menu is reached with the key SERVICE and the code 4711. It is not meant for clinical staff.

## Cleaning

Switch the pump off and pull the plug. Wipe it with an approved disinfectant. No liquid may reach the contacts.

## If something is wrong with security

Call medical engineering when the pump shows settings that nobody made, when it restarts by itself, or when the gateway shows a device that nobody knows. Disconnect the gateway from the network; the pumps keep working.
`
