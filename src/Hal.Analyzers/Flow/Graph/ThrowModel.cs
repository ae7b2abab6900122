using System.Linq;
using Hal.Analyzers.Flow.Transfer;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Graph;

/// <summary>
/// Which operations can throw, and which handlers can take what they throw. Any call may throw anything in principle; a handler for a
/// special type is believed to be meant for the calls that can know the type.
/// </summary>
internal sealed class ThrowModel
{
    private readonly KnownTypes _known;
    private readonly INamedTypeSymbol? _exception;
    private readonly INamedTypeSymbol? _canceled;
    private readonly INamedTypeSymbol? _cancellationToken;
    private readonly IAssemblySymbol? _coreLibrary;

    public ThrowModel(KnownTypes known)
    {
        _known = known;
        _exception = known.Compilation.GetTypeByMetadataName("System.Exception");
        _canceled = known.Compilation.GetTypeByMetadataName("System.OperationCanceledException");
        _cancellationToken = known.Compilation.GetTypeByMetadataName("System.Threading.CancellationToken");
        _coreLibrary = known.Compilation.GetSpecialType(SpecialType.System_Object).ContainingAssembly;
    }

    /// <summary>What a <c>throw</c> statement throws.</summary>
    public ThrowInfo Statement(ITypeSymbol? type) => new(type ?? _exception, ThrowSource.Statement, null, true);

    /// <summary>What an operation of a HAL throws.</summary>
    public ThrowInfo Hal() => new(null, ThrowSource.Hal, null, false);

    /// <summary>What awaiting may throw.</summary>
    public ThrowInfo Await() => new(null, ThrowSource.Call, _known.Compilation.Assembly, true);

    /// <summary>What a call may throw, or <see langword="null"/> when it throws nothing in practice.</summary>
    public ThrowInfo? Call(IMethodSymbol method)
    {
        // Making an exception is no second way to throw one.
        if (NeverThrows(method) || (method.MethodKind == MethodKind.Constructor && DerivesFrom(method.ContainingType, _exception)))
        {
            return null;
        }

        bool mayCancel = method.Name.StartsWith("Throw", System.StringComparison.Ordinal) ||
            method.Parameters.Any(parameter => SymbolEqualityComparer.Default.Equals(parameter.Type, _cancellationToken)) ||
            SymbolEqualityComparer.Default.Equals(method.ContainingType, _cancellationToken);
        return new ThrowInfo(null, ThrowSource.Call, method.ContainingAssembly, mayCancel);
    }

    /// <summary>Whether a handler of <paramref name="caught"/> takes an exception.</summary>
    public CatchMatch Match(ThrowInfo thrown, ITypeSymbol? caught)
    {
        if (caught is null || caught.SpecialType == SpecialType.System_Object || SymbolEqualityComparer.Default.Equals(caught, _exception))
        {
            return CatchMatch.Always;
        }

        for (PassedHandler? passed = thrown.Passed; passed is not null; passed = passed.Before)
        {
            if (DerivesFrom(caught, passed.Caught))
            {
                return CatchMatch.Never;
            }
        }

        if (thrown.Bound is { } bound)
        {
            return DerivesFrom(bound, caught) ? CatchMatch.Always : DerivesFrom(caught, bound) ? CatchMatch.Maybe : CatchMatch.Never;
        }

        bool isHalException = KnownTypes.Is(caught, _known.HalException) || DerivesFrom(caught, _known.HalException);
        if (thrown.Source == ThrowSource.Hal)
        {
            return isHalException ? CatchMatch.Maybe : CatchMatch.Never;
        }

        if (isHalException)
        {
            return CatchMatch.Never;
        }

        if (DerivesFrom(caught, _canceled))
        {
            return thrown.MayCancel ? CatchMatch.Maybe : CatchMatch.Never;
        }

        return CanKnow(thrown.Assembly, caught) ? CatchMatch.Maybe : CatchMatch.Never;
    }

    private static bool DerivesFrom(ITypeSymbol type, ITypeSymbol? ancestor)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current, ancestor))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether code of an assembly can name a type: its own types, and those of the assemblies it references.</summary>
    private bool CanKnow(IAssemblySymbol? assembly, ITypeSymbol type)
    {
        IAssemblySymbol? home = type.ContainingAssembly;
        return assembly is null ||
            home is null ||
            SymbolEqualityComparer.Default.Equals(home, assembly) ||
            SymbolEqualityComparer.Default.Equals(home, _coreLibrary) ||
            SymbolEqualityComparer.Default.Equals(assembly, _known.Compilation.Assembly) ||
            assembly.Modules.Any(module => module.ReferencedAssemblySymbols.Contains(home, SymbolEqualityComparer.Default));
    }

    private static bool NeverThrows(IMethodSymbol method)
    {
        INamedTypeSymbol? type = method.ContainingType;
        if (type is null)
        {
            return false;
        }

        if (type.ContainingNamespace is { Name: "Hal", ContainingNamespace.IsGlobalNamespace: true })
        {
            // The value types of the API throw only for a mistake of the caller.
            return type.Name is "PhysAddr" or "DmaBuffer" or "DmaAllocation" or "MmioRegion" or "HalConstants" or "DmaOwnership" or "PinnedBuffer" ||
                method.MethodKind == MethodKind.PropertyGet;
        }

        // To add to a collection, or to ask it for its own, goes wrong only by a mistake of the caller; a key may be there already, or be missing.
        if (Lending.Stores(method) && IsSystem(type.ContainingNamespace) && type.TypeArguments.Length == 1 && type.Name != "BlockingCollection")
        {
            return method.MethodKind is MethodKind.PropertyGet or MethodKind.PropertySet ||
                method.Name is "Add" or "TryAdd" or "Enqueue" or "Push" or "AddFirst" or "AddLast";
        }

        return NonThrowingTypes.Contains(type.Name, System.StringComparer.Ordinal) && IsSystem(type.ContainingNamespace);
    }

    // Types of the framework whose members throw only for a mistake of the caller, such as a null argument.
    private static readonly string[] NonThrowingTypes =
    {
        "Volatile", "Interlocked", "SpinWait", "Thread", "Monitor", "Stopwatch", "Math", "MathF", "BitOperations", "Unsafe", "MemoryMarshal",
        "BitConverter", "BinaryPrimitives", "DateTime", "TimeSpan", "Environment", "GC", "Console", "Debug", "Trace", "Span", "ReadOnlySpan",
        "Object", "EqualityComparer", "Nullable", "Boolean", "Int32", "UInt32", "Int64", "UInt64", "IntPtr", "UIntPtr", "Byte", "UInt16", "Buffer",
    };

    private static bool IsSystem(INamespaceSymbol? ns)
    {
        while (ns is { IsGlobalNamespace: false })
        {
            if (ns.Name == "System" && ns.ContainingNamespace.IsGlobalNamespace)
            {
                return true;
            }

            ns = ns.ContainingNamespace;
        }

        return false;
    }
}
