using System.Collections.Immutable;

namespace ModelProvenance.Catalog;

/// <summary>A place in a catalog that is wrong.</summary>
/// <param name="Path">The file, as it was named or relative to the catalog's folder; empty for a stream.</param>
/// <param name="Pointer">JSON pointer (RFC 6901); empty for the whole document and for the binary form.</param>
/// <param name="Line">From 1; 0 when there are no lines.</param>
/// <param name="Column">From 1, in UTF-16 code units; 0 when there are no lines.</param>
/// <param name="Message">What is wrong and what is expected.</param>
public sealed record CatalogProblem(string Path, string Pointer, int Line, int Column, string Message)
{
    /// <summary><c>path(line,column) pointer: message</c>.</summary>
    public override string ToString() =>
        (Line > 0 ? $"{Path}({Line},{Column})" : Path) + (Pointer.Length > 0 ? $" {Pointer}" : "") + (Path.Length > 0 || Line > 0 || Pointer.Length > 0 ? ": " : "") + Message;
}

/// <summary>A catalog that cannot be loaded: truncated, damaged, of a newer major version, or breaking the format.</summary>
public sealed class CatalogFormatException : Exception
{
    /// <summary>An exception without a place.</summary>
    public CatalogFormatException()
        : this("The catalog cannot be read.")
    {
    }

    /// <summary>An exception without a place.</summary>
    public CatalogFormatException(string message)
        : base(message) => Problems = [];

    /// <summary>An exception without a place.</summary>
    public CatalogFormatException(string message, Exception innerException)
        : base(message, innerException) => Problems = [];

    /// <summary>An exception for at least one problem; the message names the first and the number of the others.</summary>
    public CatalogFormatException(ImmutableArray<CatalogProblem> problems)
        : base(problems.IsDefaultOrEmpty ? "The catalog cannot be read." : problems.Length == 1 ? problems[0].ToString() : $"{problems[0]} (and {problems.Length - 1} more)") =>
        Problems = problems.IsDefault ? [] : problems;

    internal CatalogFormatException(string path, string message)
        : this([new CatalogProblem(path, "", 0, 0, message)])
    {
    }

    /// <summary>All places that are wrong, in the order of files and places.</summary>
    public ImmutableArray<CatalogProblem> Problems { get; }
}
