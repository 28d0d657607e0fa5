/** Instructions for use of the viewer. */
export const lucentIfu = `# Lucent View: instructions for use

## Intended use

Lucent View displays medical images for diagnosis and review by radiologists and other physicians. It is not intended for mammography, and not for devices without a calibrated display.

## Warnings

Check name and date of birth on each image before you read it. Compressed images are marked and must not be used for diagnosis.

## Signing in

Sign in with your own account. Never work with the account of somebody else: everything is recorded under the name that is shown at the top.

Sign out when you leave the workplace. The session ends, and the images are removed from the workplace.

## Opening a study

Choose the study from the work list, or search by name or number. Studies of other hospitals are marked in blue.

## Importing from CD

Insert the CD and choose Import. All files of the CD are taken over. The import shows a list at the end: files that are no images are left out.

## Measuring

Lengths and angles are shown with the accuracy of the modality. Check the scale on images that were scanned from film.

## Printing and export

Only export images where it is needed for treatment, and only to encrypted media.

## If something is wrong with security

Tell your administrator when a study shows images of two patients, when settings changed without you, or when the viewer opens by itself. Do not carry on with that workplace.
`
