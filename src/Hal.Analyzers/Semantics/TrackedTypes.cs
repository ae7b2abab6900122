using System.Collections.Concurrent;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Semantics;

/// <summary>
/// The types that make a method worth following: addresses, buffers, shares, DMA memory, and whatever holds one. The answer decides whether the
/// flow graph of a method is built at all, so it is cached for the compilation.
/// </summary>
internal sealed class TrackedTypes
{
    // How far the fields of a type are followed: a request in a slot of a table in a queue.
    private const int MostDepth = 4;

    private readonly KnownTypes _known;
    // By depth as well: a type is computed once for each, however many types have a field of it.
    private readonly ConcurrentDictionary<ITypeSymbol, bool>[] _types =
        Enumerable.Range(0, MostDepth + 1).Select(_ => new ConcurrentDictionary<ITypeSymbol, bool>(SymbolEqualityComparer.Default)).ToArray();

    private readonly ConcurrentDictionary<IAssemblySymbol, bool> _assemblies = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, bool> _methods = new(SymbolEqualityComparer.Default);

    public TrackedTypes(KnownTypes known) => _known = known;

    /// <summary>Whether a call of the method can acquire, release or use what the rules are about.</summary>
    /// <remarks>Asked for every call of a program, nearly all of which are of libraries that do not know the HAL.</remarks>
    public bool Concern(IMethodSymbol method) =>
        (method.ContainingType is not { } type || KnowsHal(type)) && _methods.GetOrAdd(method.OriginalDefinition, ComputeMethod);

    public bool IsTracked(ITypeSymbol type) => IsTracked(type, 0);

    private bool ComputeMethod(IMethodSymbol method)
    {
        if (method.ContainingType is { } type && (IsOurs(type) || IsTracked(type) || (type.IsStatic && KnowsHal(type) && KnownTypes.HasAttribute(type, _known.HalImplementationAttribute))))
        {
            return true;
        }

        if (IsTracked(method.ReturnType))
        {
            return true;
        }

        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (IsTracked(parameter.Type))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsOurs(INamedTypeSymbol type) =>
        SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, _known.IHal.ContainingAssembly) &&
        (SymbolEqualityComparer.Default.Equals(type, _known.IHal) || Names(type));

    private bool IsTracked(ITypeSymbol type, int depth)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                return IsTracked(array.ElementType, depth);
            case IPointerTypeSymbol pointer:
                return IsTracked(pointer.PointedAtType, depth);
            case INamedTypeSymbol named:
                return depth <= MostDepth && _types[depth].GetOrAdd(named, key => Compute((INamedTypeSymbol)key, depth));
            default:
                return false;
        }
    }

    private bool Compute(INamedTypeSymbol type, int depth)
    {
        if (Names(type) || _known.DmaBaseOf(type) is not null)
        {
            return true;
        }

        if (depth >= MostDepth || type.SpecialType != SpecialType.None || type.TypeKind is TypeKind.Enum)
        {
            return false;
        }

        foreach (ITypeSymbol argument in type.TypeArguments)
        {
            if (IsTracked(argument, depth + 1))
            {
                return true;
            }
        }

        // The framework's own types hold none of ours but by their type arguments, nor do those of any library that does not reference the HAL.
        if (!KnowsHal(type) || (type.ContainingNamespace is { } ns && IsSystem(ns)))
        {
            return false;
        }

        foreach (ISymbol member in type.GetMembers())
        {
            if (member is IFieldSymbol { IsStatic: false } field && IsTracked(field.Type, depth + 1))
            {
                return true;
            }
        }

        return false;
    }

    private bool Names(INamedTypeSymbol type) =>
        KnownTypes.Is(type, _known.PhysAddr) || KnownTypes.Is(type, _known.DmaBuffer) || KnownTypes.Is(type, _known.DmaAllocation) ||
        KnownTypes.Is(type, _known.Dma) || KnownTypes.Is(type, _known.Shared) || KnownTypes.Is(type, _known.SharedScope) ||
        KnownTypes.Is(type, _known.MmioRegion) || KnownTypes.Is(type, _known.PinnedBuffer);

    private bool KnowsHal(INamedTypeSymbol type) =>
        type.ContainingAssembly is { } assembly && _assemblies.GetOrAdd(assembly, key =>
            SymbolEqualityComparer.Default.Equals(key, _known.IHal.ContainingAssembly) ||
            SymbolEqualityComparer.Default.Equals(key, _known.Compilation.Assembly) ||
            key.Modules.Any(module => module.ReferencedAssemblies.Any(reference => reference.Name == _known.IHal.ContainingAssembly.Name)));

    private static bool IsSystem(INamespaceSymbol ns)
    {
        while (ns.ContainingNamespace is { IsGlobalNamespace: false } outer)
        {
            ns = outer;
        }

        return ns.Name is "System" or "Microsoft";
    }
}
