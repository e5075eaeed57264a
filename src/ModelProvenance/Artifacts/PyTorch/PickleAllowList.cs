namespace ModelProvenance.Artifacts.PyTorch;

/// <summary>What pickles of weights import. A list of what is allowed, because lists of what is forbidden are always too short.</summary>
/// <remarks>From what torch.save and numpy.save write: torch/serialization.py, torch/_utils.py, numpy/_core/multiarray. Each is a class of plain values or rebuilds a tensor
/// from bytes that the archive holds; none of them calls an argument.</remarks>
internal static class PickleAllowList
{
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "collections.OrderedDict",
        "torch._utils._rebuild_tensor_v2", "torch._utils._rebuild_tensor_v3", "torch._utils._rebuild_parameter", "torch._utils._rebuild_parameter_with_state",
        "torch._utils._rebuild_sparse_tensor", "torch._utils._rebuild_qtensor", "torch._utils._rebuild_device_tensor_from_numpy", "torch._utils._rebuild_meta_tensor_no_storage",
        "torch.Size", "torch.device", "torch.Tensor", "torch.nn.parameter.Parameter", "torch.serialization._get_layout", "torch.storage.UntypedStorage", "torch.storage.TypedStorage",
        "torch.float64", "torch.float32", "torch.float16", "torch.bfloat16", "torch.int64", "torch.int32", "torch.int16", "torch.int8", "torch.uint8", "torch.bool",
        "torch.float8_e4m3fn", "torch.float8_e5m2",
        "numpy.dtype", "numpy.ndarray", "numpy.core.multiarray._reconstruct", "numpy._core.multiarray._reconstruct", "numpy.core.multiarray.scalar", "numpy._core.multiarray.scalar",
        "_codecs.encode",
    };

    public static bool Contains(string module, string name)
    {
        // torch.FloatStorage, torch.cuda.HalfStorage and so on: classes of bytes.
        if (module is "torch" or "torch.cuda" && name.EndsWith("Storage", StringComparison.Ordinal) && name.All(char.IsAsciiLetterOrDigit))
            return true;
        return Names.Contains(module + "." + name);
    }
}
