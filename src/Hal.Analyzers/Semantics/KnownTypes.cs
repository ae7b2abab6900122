using System.Threading;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Semantics;

/// <summary>The types of Hal.Abstractions, resolved once for a compilation.</summary>
internal sealed class KnownTypes
{
    private KnownTypes(Compilation compilation, INamedTypeSymbol hal, HalAssemblies assemblies)
    {
        Compilation = compilation;
        Assemblies = assemblies;
        IHal = hal;
        PhysAddr = Find("PhysAddr");
        BufferDirection = Find("BufferDirection");
        DmaBuffer = Find("DmaBuffer");
        DmaAllocation = Find("DmaAllocation");
        Dma = Find("Dma`1");
        Shared = Find("Shared`1");
        SharedScope = Find("SharedScope`1");
        PinnedBuffer = Find("PinnedBuffer");
        MmioRegion = Find("MmioRegion");
        Checked = Find("Checked`1");
        DmaOwnership = Find("DmaOwnership");
        HalException = Find("HalException");
        HalImplementationAttribute = Find("HalImplementationAttribute");
        MustUnshareAttribute = Find("MustUnshareAttribute");
        UnsharesAttribute = Find("UnsharesAttribute");
        TransfersOwnershipAttribute = Find("TransfersOwnershipAttribute");
        DeviceAddressAttribute = Find("DeviceAddressAttribute");
        Span = FindSystem("System.Span`1");
        ReadOnlySpan = FindSystem("System.ReadOnlySpan`1");

        // In the assembly of System.Object nearly always: older frameworks have them in a package.
        INamedTypeSymbol? FindSystem(string name) =>
            compilation.ObjectType.ContainingAssembly?.GetTypeByMetadataName(name) ?? compilation.GetTypeByMetadataName(name);

        INamedTypeSymbol? Find(string name) => hal.ContainingAssembly.GetTypeByMetadataName("Hal." + name);
    }

    public Compilation Compilation { get; }

    public HalAssemblies Assemblies { get; }

    public INamedTypeSymbol IHal { get; }

    public INamedTypeSymbol? PhysAddr { get; }

    public INamedTypeSymbol? BufferDirection { get; }

    public INamedTypeSymbol? DmaBuffer { get; }

    public INamedTypeSymbol? DmaAllocation { get; }

    public INamedTypeSymbol? Dma { get; }

    public INamedTypeSymbol? Shared { get; }

    public INamedTypeSymbol? SharedScope { get; }

    public INamedTypeSymbol? PinnedBuffer { get; }

    public INamedTypeSymbol? MmioRegion { get; }

    public INamedTypeSymbol? Checked { get; }

    public INamedTypeSymbol? DmaOwnership { get; }

    public INamedTypeSymbol? HalException { get; }

    public INamedTypeSymbol? HalImplementationAttribute { get; }

    public INamedTypeSymbol? MustUnshareAttribute { get; }

    public INamedTypeSymbol? UnsharesAttribute { get; }

    public INamedTypeSymbol? TransfersOwnershipAttribute { get; }

    public INamedTypeSymbol? DeviceAddressAttribute { get; }

    public INamedTypeSymbol? Span { get; }

    public INamedTypeSymbol? ReadOnlySpan { get; }

    /// <summary>
    /// The types, or <see langword="null"/> where no code can use them and no rule applies: Hal.Abstractions is not referenced, or it is, but the code never
    /// names it and no other library brings it in.
    /// </summary>
    public static KnownTypes? TryCreate(Compilation compilation, CancellationToken cancellation = default)
    {
        if (HalReference.Find(compilation) is not { } assembly || assembly.GetTypeByMetadataName("Hal.IHal") is not { } hal)
        {
            return null;
        }

        var assemblies = new HalAssemblies(compilation, assembly);
        return HalMention.IsIn(compilation, cancellation) || assemblies.HasOthers ? new KnownTypes(compilation, hal, assemblies) : null;
    }

    public static bool Is(ITypeSymbol? type, INamedTypeSymbol? known) =>
        known is not null && type is not null && SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, known);

    public bool IsAddress(ITypeSymbol? type) => Is(type, PhysAddr);

    /// <summary>Whether the type is a range of memory: a DmaBuffer or a span.</summary>
    public bool IsBufferLike(ITypeSymbol? type) => Is(type, DmaBuffer) || IsSpan(type);

    public bool IsSpan(ITypeSymbol? type) => Is(type, Span) || Is(type, ReadOnlySpan);

    /// <summary>The Dma class that a type is or derives from, or <see langword="null"/>.</summary>
    public INamedTypeSymbol? DmaBaseOf(ITypeSymbol? type)
    {
        for (var current = type as INamedTypeSymbol; current is not null; current = current.BaseType)
        {
            if (Is(current, Dma))
            {
                return current;
            }
        }

        return null;
    }

    /// <summary>Whether a type is Dma or one of those that the generator emits, whose constructors take the pages and the direction as they are.</summary>
    public bool IsPlainOwner(INamedTypeSymbol type) =>
        Is(type, Dma) || (type is { Name: "Dma", ContainingType: { } hal } && HasAttribute(hal, HalImplementationAttribute) && DmaBaseOf(type) is not null);

    public static bool HasAttribute(ISymbol symbol, INamedTypeSymbol? attribute)
    {
        if (attribute is null)
        {
            return false;
        }

        foreach (AttributeData data in symbol.GetAttributes())
        {
            if (SymbolEqualityComparer.Default.Equals(data.AttributeClass, attribute))
            {
                return true;
            }
        }

        return false;
    }
}
