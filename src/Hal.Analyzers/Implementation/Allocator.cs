using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Implementation;

/// <summary>What a known way to get memory promises.</summary>
/// <param name="Name">As it is called in messages.</param>
/// <param name="Zeroes">Whether the memory is zeroed.</param>
/// <param name="AlignsToPage">Whether it starts at a multiple of 4096; null where that depends on a value that is not known.</param>
/// <param name="NeedsFree">Whether the memory stays taken until it is freed.</param>
internal sealed record Allocator(string Name, bool Zeroes, bool? AlignsToPage, bool NeedsFree)
{
    private const int PageSize = 4096;

    private static readonly string[] s_frees =
        { "Free", "AlignedFree", "FreeHGlobal", "FreeCoTaskMem", "Return", "free", "munmap", "_aligned_free", "VirtualFree", "HeapFree",
            "LocalFree", "GlobalFree" };

    /// <summary>The allocator that an operation calls, or <see langword="null"/>.</summary>
    public static Allocator? Of(IOperation operation) => operation switch
    {
        IInvocationOperation call => OfCall(call),
        IArrayCreationOperation => new Allocator("new[]", Zeroes: true, AlignsToPage: false, NeedsFree: false),
        { Kind: OperationKind.None, Syntax: StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax } =>
            new Allocator("stackalloc", Zeroes: true, AlignsToPage: false, NeedsFree: false),
        _ => null,
    };

    /// <summary>Whether a call gives memory back to one of the known allocators.</summary>
    public static bool IsFree(IMethodSymbol method) =>
        s_frees.Contains(method.Name, StringComparer.Ordinal) &&
            (IsIn(method, "NativeMemory") || IsIn(method, "Marshal") || IsIn(method, "ArrayPool") || IsImport(method));

    /// <summary>The allocators that store the pointer through their first argument: <c>posix_memalign(&amp;memory, alignment,
    /// size)</c>.</summary>
    public static Allocator? OfFirstArgument(IInvocationOperation call) => call.TargetMethod.Name == "posix_memalign" &&
        IsImport(call.TargetMethod)
        ? new Allocator("posix_memalign", Zeroes: false, AlignsToPage: IsPage(call, 1), NeedsFree: true)
        : null;

    private static Allocator? OfCall(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (IsIn(method, "NativeMemory"))
        {
            return method.Name switch
            {
                "Alloc" => new Allocator("NativeMemory.Alloc", Zeroes: false, AlignsToPage: false, NeedsFree: true),
                "AllocZeroed" => new Allocator("NativeMemory.AllocZeroed", Zeroes: true, AlignsToPage: false, NeedsFree: true),
                "AlignedAlloc" => new Allocator("NativeMemory.AlignedAlloc", Zeroes: false, AlignsToPage: IsPage(call, 1), NeedsFree: true),
                _ => null,
            };
        }

        if (IsIn(method, "Marshal") && method.Name is "AllocHGlobal" or "AllocCoTaskMem")
        {
            return new Allocator("Marshal." + method.Name, Zeroes: false, AlignsToPage: false, NeedsFree: true);
        }

        if (method is { ContainingType: { Name: "GC", ContainingNamespace.Name: "System" }, Name: "AllocateArray" or
            "AllocateUninitializedArray" })
        {
            return new Allocator("GC." + method.Name, Zeroes: method.Name == "AllocateArray", AlignsToPage: false, NeedsFree: false);
        }

        return IsImport(method) ? OfImport(call, EntryPoint(method)) : null;
    }

    private static Allocator? OfImport(IInvocationOperation call, string name) => name switch
    {
        "malloc" => new Allocator(name, Zeroes: false, AlignsToPage: false, NeedsFree: true),
        "calloc" => new Allocator(name, Zeroes: true, AlignsToPage: false, NeedsFree: true),
        "aligned_alloc" or "memalign" => new Allocator(name, Zeroes: false, AlignsToPage: IsPage(call, 0), NeedsFree: true),
        "_aligned_malloc" => new Allocator(name, Zeroes: false, AlignsToPage: IsPage(call, 1), NeedsFree: true),
        "valloc" or "pvalloc" => new Allocator(name, Zeroes: false, AlignsToPage: true, NeedsFree: true),
        "mmap" => new Allocator(name, Zeroes: true, AlignsToPage: true, NeedsFree: true),
        _ => null,
    };

    /// <summary>Whether an alignment is a multiple of a page; null where it is not a constant.</summary>
    private static bool? IsPage(IInvocationOperation call, int ordinal) =>
        call.Arguments.FirstOrDefault(argument =>
            argument.Parameter?.Ordinal == ordinal)?.Value.ConstantValue is { HasValue: true, Value: { } alignment } &&
            alignment is not string
            ? Convert.ToInt64(alignment, System.Globalization.CultureInfo.InvariantCulture) % PageSize == 0
            : null;

    private static bool IsIn(IMethodSymbol method, string type) =>
        method.ContainingType is { ContainingNamespace: { } ns } container && container.Name == type &&
            ns.ToDisplayString().StartsWith("System", StringComparison.Ordinal);

    /// <summary>Whether a method stands for one of a native library.</summary>
    private static bool IsImport(IMethodSymbol method) =>
        method.IsExtern || method.GetAttributes().Any(attribute =>
            attribute.AttributeClass?.Name is "DllImportAttribute" or "LibraryImportAttribute");

    private static string EntryPoint(IMethodSymbol method)
    {
        if (method.GetDllImportData() is { EntryPointName: { } imported })
        {
            return imported;
        }

        AttributeData? import = method.GetAttributes().FirstOrDefault(attribute =>
            attribute.AttributeClass?.Name == "LibraryImportAttribute");
        return import?.NamedArguments.FirstOrDefault(argument => argument.Key == "EntryPoint").Value.Value as string ?? method.Name;
    }
}
