namespace ModelProvenance.Artifacts.Reading;

/// <summary>Opens files for the readers.</summary>
internal static class InputFile
{
    public static FileStream OpenForReading(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        // No buffer of its own: ByteWindow has one. Writers may go on, as they do while a model is being downloaded.
        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
    }
}
