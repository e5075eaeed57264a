// Usage: LicenseData spdx|texts <reference folder> <output file>
//   spdx   the ids of the SPDX list           -> src/ModelProvenance/Facts/spdx-list.txt
//   texts  the fingerprints of licence texts  -> src/ModelProvenance/Licensing/Texts/license-texts.bin (and .tsv beside it: the source of each)
// The reference folder is the one that MODELPROV_REFERENCE names. For texts that it does not hold: a copy of it with further texts in license-texts/, each with a row in SOURCES.tsv (and in facts/licenses.tsv
// for family and version); license-texts.tsv says for each text of the library where it is, at which commit and with which digest.
using LicenseData;

if (args is not [var verb and ("spdx" or "texts"), var reference, var output])
{
    Console.Error.WriteLine("Usage: LicenseData spdx|texts <reference folder> <output file>");
    return 2;
}

if (verb == "spdx")
    SpdxTable.Write(reference, output);
else
    TextFingerprints.Write(reference, output, Path.Combine(AppContext.BaseDirectory, "optional-parts.tsv"));
return 0;
