using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace ModelProvenance.Tests.Architecture;

/// <summary>An arrow between two folders: a type of the one names a type of the other.</summary>
internal sealed record Arrow(string From, string To, string Type, string Named);

/// <summary>Reads from a compiled assembly which type names which: base types, interfaces, fields, signatures, locals, attributes, and every token in method bodies.</summary>
internal sealed class FolderFloors
{
    private static readonly Dictionary<int, OperandType> Operands = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value & 0xFFFF, code => code.OperandType);

    private readonly MetadataReader _metadata;
    private readonly PEReader _image;
    private readonly Dictionary<TypeDefinitionHandle, string> _folders = [];
    private readonly HashSet<Arrow> _arrows = [];

    private FolderFloors(PEReader image, MetadataReader pdb, string sourceRoot)
    {
        _image = image;
        _metadata = image.GetMetadataReader();
        AssignFolders(pdb, sourceRoot);
        foreach (var handle in _metadata.TypeDefinitions)
            ReadType(handle);
    }

    public IReadOnlyCollection<Arrow> Arrows => _arrows;

    public IEnumerable<string> Folders => _folders.Values.Distinct().Order(StringComparer.Ordinal);

    /// <param name="assembly">The path of the assembly; its portable PDB stands beside it.</param>
    /// <param name="sourceRoot">The folder of the project, '/' between the parts and at the end, as it stands in the paths of the PDB.</param>
    public static FolderFloors Read(string assembly, string sourceRoot)
    {
        using var image = new PEReader(File.OpenRead(assembly));
        using var pdb = MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(Path.ChangeExtension(assembly, ".pdb")));
        return new FolderFloors(image, pdb.GetMetadataReader(), sourceRoot);
    }

    // By the documents of the methods; types without code take the folder of the type around them, or of their namespace.
    private void AssignFolders(MetadataReader pdb, string sourceRoot)
    {
        foreach (var handle in _metadata.TypeDefinitions)
        {
            foreach (var method in _metadata.GetTypeDefinition(handle).GetMethods())
            {
                if (FolderOf(pdb, method, sourceRoot) is not { } folder)
                    continue;
                _folders[handle] = folder;
                break;
            }
        }

        foreach (var handle in _metadata.TypeDefinitions)
        {
            var type = _metadata.GetTypeDefinition(handle);
            var outer = handle;
            while (!_metadata.GetTypeDefinition(outer).GetDeclaringType().IsNil)
                outer = _metadata.GetTypeDefinition(outer).GetDeclaringType();
            if (_folders.ContainsKey(handle))
                continue;
            if (_folders.TryGetValue(outer, out var folder))
                _folders[handle] = folder;
            else if (_metadata.GetString(_metadata.GetTypeDefinition(outer).Namespace).Split('.') is ["ModelProvenance", var first, ..])
                _folders[handle] = first;
        }
    }

    private static string? FolderOf(MetadataReader pdb, MethodDefinitionHandle method, string sourceRoot)
    {
        foreach (var point in pdb.GetMethodDebugInformation(method.ToDebugInformationHandle()).GetSequencePoints())
        {
            var path = pdb.GetString(pdb.GetDocument(point.Document).Name).Replace('\\', '/');
            var at = path.IndexOf(sourceRoot, StringComparison.Ordinal);
            // Generated files (obj/) belong to nobody.
            if (at >= 0 && path[(at + sourceRoot.Length)..].Split('/') is [var folder, _, ..] && folder != "obj")
                return folder;
        }

        return null;
    }

    private void ReadType(TypeDefinitionHandle handle)
    {
        var type = _metadata.GetTypeDefinition(handle);
        Name(handle, type.BaseType);
        foreach (var @interface in type.GetInterfaceImplementations())
            Name(handle, _metadata.GetInterfaceImplementation(@interface).Interface);
        foreach (var parameter in type.GetGenericParameters())
            ReadConstraints(handle, parameter);
        ReadAttributes(handle, type.GetCustomAttributes());
        foreach (var field in type.GetFields())
        {
            var definition = _metadata.GetFieldDefinition(field);
            definition.DecodeSignature(new Namer(this, handle), null);
            ReadAttributes(handle, definition.GetCustomAttributes());
        }

        foreach (var property in type.GetProperties())
        {
            var definition = _metadata.GetPropertyDefinition(property);
            definition.DecodeSignature(new Namer(this, handle), null);
            ReadAttributes(handle, definition.GetCustomAttributes());
        }

        foreach (var method in type.GetMethods())
            ReadMethod(handle, _metadata.GetMethodDefinition(method));
    }

    private void ReadMethod(TypeDefinitionHandle handle, MethodDefinition method)
    {
        method.DecodeSignature(new Namer(this, handle), null);
        ReadAttributes(handle, method.GetCustomAttributes());
        foreach (var parameter in method.GetParameters())
            ReadAttributes(handle, _metadata.GetParameter(parameter).GetCustomAttributes());
        foreach (var parameter in method.GetGenericParameters())
            ReadConstraints(handle, parameter);
        if (method.RelativeVirtualAddress == 0)
            return;
        var body = _image.GetMethodBody(method.RelativeVirtualAddress);
        if (!body.LocalSignature.IsNil)
            _metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(new Namer(this, handle), null);
        foreach (var region in body.ExceptionRegions)
            Name(handle, region.CatchType);
        ReadCode(handle, body.GetILReader());
    }

    private void ReadConstraints(TypeDefinitionHandle handle, GenericParameterHandle parameter)
    {
        foreach (var constraint in _metadata.GetGenericParameter(parameter).GetConstraints())
            Name(handle, _metadata.GetGenericParameterConstraint(constraint).Type);
    }

    private void ReadAttributes(TypeDefinitionHandle handle, CustomAttributeHandleCollection attributes)
    {
        foreach (var attribute in attributes)
        {
            var definition = _metadata.GetCustomAttribute(attribute);
            Name(handle, definition.Constructor);
            // typeof(...) in an attribute stands in its blob as the name of the type: find ours.
            var blob = System.Text.Encoding.UTF8.GetString(_metadata.GetBlobBytes(definition.Value));
            foreach (var (other, _) in _folders)
            {
                var type = _metadata.GetTypeDefinition(other);
                var name = $"{_metadata.GetString(type.Namespace)}.{_metadata.GetString(type.Name)}";
                if (name.StartsWith("ModelProvenance.", StringComparison.Ordinal) && blob.Contains(name, StringComparison.Ordinal) && !IsLetterBehind(blob, name))
                    Name(handle, other);
            }
        }
    }

    private static bool IsLetterBehind(string blob, string name) => blob.IndexOf(name, StringComparison.Ordinal) + name.Length is var end && end < blob.Length && char.IsLetterOrDigit(blob[end]);

    private void ReadCode(TypeDefinitionHandle handle, BlobReader code)
    {
        while (code.RemainingBytes > 0)
        {
            int value = code.ReadByte();
            if (value == 0xFE)
                value = 0xFE00 | code.ReadByte();
            switch (Operands[value])
            {
                case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType or OperandType.InlineSig:
                    Name(handle, MetadataTokens.EntityHandle(code.ReadInt32()));
                    break;
                case OperandType.InlineSwitch:
                    var targets = code.ReadInt32();
                    code.Offset += 4 * targets;
                    break;
                case OperandType.InlineI8 or OperandType.InlineR:
                    code.Offset += 8;
                    break;
                case OperandType.InlineBrTarget or OperandType.InlineI or OperandType.InlineString or OperandType.ShortInlineR:
                    code.Offset += 4;
                    break;
                case OperandType.InlineVar:
                    code.Offset += 2;
                    break;
                case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                    code.Offset += 1;
                    break;
            }
        }
    }

    // The types that a token stands for.
    private void Name(TypeDefinitionHandle from, EntityHandle token)
    {
        if (token.IsNil)
            return;
        switch (token.Kind)
        {
            case HandleKind.TypeDefinition:
                Draw(from, (TypeDefinitionHandle)token);
                break;
            case HandleKind.TypeSpecification:
                _metadata.GetTypeSpecification((TypeSpecificationHandle)token).DecodeSignature(new Namer(this, from), null);
                break;
            case HandleKind.MethodDefinition:
                var method = _metadata.GetMethodDefinition((MethodDefinitionHandle)token);
                Draw(from, method.GetDeclaringType());
                method.DecodeSignature(new Namer(this, from), null);
                break;
            case HandleKind.FieldDefinition:
                var field = _metadata.GetFieldDefinition((FieldDefinitionHandle)token);
                Draw(from, field.GetDeclaringType());
                field.DecodeSignature(new Namer(this, from), null);
                break;
            case HandleKind.MemberReference:
                var member = _metadata.GetMemberReference((MemberReferenceHandle)token);
                Name(from, member.Parent);
                if (member.GetKind() == MemberReferenceKind.Method)
                    member.DecodeMethodSignature(new Namer(this, from), null);
                else
                    member.DecodeFieldSignature(new Namer(this, from), null);
                break;
            case HandleKind.MethodSpecification:
                var specification = _metadata.GetMethodSpecification((MethodSpecificationHandle)token);
                Name(from, specification.Method);
                specification.DecodeSignature(new Namer(this, from), null);
                break;
            case HandleKind.StandaloneSignature:
                var signature = _metadata.GetStandaloneSignature((StandaloneSignatureHandle)token);
                if (signature.GetKind() == StandaloneSignatureKind.Method)
                    signature.DecodeMethodSignature(new Namer(this, from), null);
                break;
        }
    }

    private void Draw(TypeDefinitionHandle from, TypeDefinitionHandle to)
    {
        if (_folders.TryGetValue(from, out var fromFolder) && _folders.TryGetValue(to, out var toFolder) && fromFolder != toFolder)
            _arrows.Add(new Arrow(fromFolder, toFolder, NameOf(from), NameOf(to)));
    }

    private string NameOf(TypeDefinitionHandle handle)
    {
        var type = _metadata.GetTypeDefinition(handle);
        return type.GetDeclaringType().IsNil ? _metadata.GetString(type.Name) : NameOf(type.GetDeclaringType());
    }

    /// <summary>Goes through a signature and draws an arrow to each type in it.</summary>
    private sealed class Namer(FolderFloors floors, TypeDefinitionHandle from) : ISignatureTypeProvider<int, object?>
    {
        public int GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
        {
            floors.Draw(from, handle);
            return 0;
        }

        public int GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind)
        {
            floors.Name(from, handle);
            return 0;
        }

        public int GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => 0;

        public int GetArrayType(int elementType, ArrayShape shape) => 0;

        public int GetByReferenceType(int elementType) => 0;

        public int GetFunctionPointerType(MethodSignature<int> signature) => 0;

        public int GetGenericInstantiation(int genericType, System.Collections.Immutable.ImmutableArray<int> typeArguments) => 0;

        public int GetGenericMethodParameter(object? genericContext, int index) => 0;

        public int GetGenericTypeParameter(object? genericContext, int index) => 0;

        public int GetModifiedType(int modifier, int unmodifiedType, bool isRequired) => 0;

        public int GetPinnedType(int elementType) => 0;

        public int GetPointerType(int elementType) => 0;

        public int GetPrimitiveType(PrimitiveTypeCode typeCode) => 0;

        public int GetSZArrayType(int elementType) => 0;
    }
}
