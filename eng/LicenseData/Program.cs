// Usage: LicenseData spdx|texts <reference folder> <output file>
//   spdx   the ids of the SPDX list           -> src/ModelProvenance/Facts/spdx-list.txt
//   texts  the fingerprints of licence texts  -> src/ModelProvenance/Licensing/Texts/license-texts.bin (and .tsv beside it: the source of each)
// The reference folder is the one that MODELPROV_REFERENCE names.
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
