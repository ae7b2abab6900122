using System.Collections.Concurrent;
using System.Collections.Generic;
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
    private readonly ConcurrentDictionary<INamedTypeSymbol, Holder> _holders = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, bool> _methods = new(SymbolEqualityComparer.Default);

    public TrackedTypes(KnownTypes known) => _known = known;

    /// <summary>Whether a call of the method can acquire, release or use what the rules are about.</summary>
    /// <remarks>Asked for every call of a program: one look-up, and no allocation where the method was seen before.</remarks>
    public bool Concern(IMethodSymbol method)
    {
        IMethodSymbol definition = method.OriginalDefinition;
        return _methods.TryGetValue(definition, out bool isConcerned) ? isConcerned : _methods.GetOrAdd(definition, ComputeMethod(definition));
    }

    public bool IsTracked(ITypeSymbol type) => HolderOf(type) is { } holder && Reaches(holder, MostDepth);

    private bool ComputeMethod(IMethodSymbol method)
    {
        if (method.ContainingType is { } type)
        {
            // Nearly all calls of a program are of libraries that do not know the HAL. No definition of theirs names its types: what a List<PhysAddr>
            // holds comes from a call that does.
            if (!KnowsHal(type))
            {
                return false;
            }

            if (IsOurs(type) || IsTracked(type) || (type.IsStatic && KnownTypes.HasAttribute(type, _known.HalImplementationAttribute)))
            {
                return true;
            }
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
        IsHome(type) && (SymbolEqualityComparer.Default.Equals(type, _known.IHal) || Names(type));

    private Holder? HolderOf(ITypeSymbol type)
    {
        while (true)
        {
            switch (type)
            {
                case IArrayTypeSymbol array:
                    type = array.ElementType;
                    break;
                case IPointerTypeSymbol pointer:
                    type = pointer.PointedAtType;
                    break;
                case INamedTypeSymbol named:
                    return _holders.TryGetValue(named, out Holder? holder) ? holder : _holders.GetOrAdd(named, new Holder(named, IsItself(named)));
                default:
                    return null;
            }
        }
    }

    /// <summary>Whether a type is tracked itself, or holds one that is, over so many types.</summary>
    private bool Reaches(Holder holder, int depth)
    {
        if (holder.IsItself)
        {
            return true;
        }

        if (depth <= holder.NotWithin)
        {
            return false;
        }

        if (depth >= holder.Within)
        {
            return true;
        }

        foreach (Holder held in holder.Held ??= FindHeld(holder.Type))
        {
            if (Reaches(held, depth - 1))
            {
                holder.Within = depth;
                return true;
            }
        }

        holder.NotWithin = depth;
        return false;
    }

    private Holder[] FindHeld(INamedTypeSymbol type)
    {
        if (type.SpecialType != SpecialType.None || type.TypeKind is TypeKind.Enum)
        {
            return [];
        }

        var held = new List<Holder>();
        if (type.Arity != 0)
        {
            foreach (ITypeSymbol argument in type.TypeArguments)
            {
                Add(argument);
            }
        }

        // The framework's own types hold none of ours but by their type arguments, nor do those of any library that does not know the HAL.
        if (KnowsHal(type) && !(type.ContainingNamespace is { } ns && IsSystem(ns)))
        {
            foreach (ISymbol member in type.GetMembers())
            {
                if (member is IFieldSymbol { IsStatic: false } field)
                {
                    Add(field.Type);
                }
            }
        }

        return held.ToArray();

        void Add(ITypeSymbol part)
        {
            if (HolderOf(part) is { } holder)
            {
                held.Add(holder);
            }
        }
    }

    private bool IsItself(INamedTypeSymbol type) => KnowsHal(type) && ((IsHome(type) && Names(type)) || _known.DmaBaseOf(type) is not null);

    private bool Names(INamedTypeSymbol type) =>
        KnownTypes.Is(type, _known.PhysAddr) || KnownTypes.Is(type, _known.DmaBuffer) || KnownTypes.Is(type, _known.DmaAllocation) ||
        KnownTypes.Is(type, _known.Dma) || KnownTypes.Is(type, _known.Shared) || KnownTypes.Is(type, _known.SharedScope) ||
        KnownTypes.Is(type, _known.MmioRegion) || KnownTypes.Is(type, _known.PinnedBuffer);

    private bool IsHome(INamedTypeSymbol type) => SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, _known.IHal.ContainingAssembly);

    private bool KnowsHal(INamedTypeSymbol type) => type.ContainingAssembly is { } assembly && _known.Assemblies.Contains(assembly);

    private static bool IsSystem(INamespaceSymbol ns)
    {
        while (ns.ContainingNamespace is { IsGlobalNamespace: false } outer)
        {
            ns = outer;
        }

        return ns.Name is "System" or "Microsoft";
    }

    /// <summary>A type, what is held by it, and what is known of that so far. Threads that find it out at the same time find the same.</summary>
    private sealed class Holder(INamedTypeSymbol type, bool isItself)
    {
        public INamedTypeSymbol Type { get; } = type;

        public bool IsItself { get; } = isItself;

        public Holder[]? Held { get; set; }

        /// <summary>No tracked type is held over so many types.</summary>
        public int NotWithin { get; set; }

        /// <summary>A tracked type is held over so many types.</summary>
        public int Within { get; set; } = int.MaxValue;
    }
}
