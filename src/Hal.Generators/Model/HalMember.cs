using System.Collections.Immutable;

namespace Hal.Generators.Model;

/// <summary>A member of <c>IHal</c>, as data: the reader looks for it, the writer forwards it, the code fixes implement it.</summary>
/// <param name="Flag">Its bit in the model of a HAL class.</param>
/// <param name="IsOptional">Whether <c>IHal</c> has a body for it, so that a HAL class need not have it.</param>
internal sealed record HalMember(
    HalMembers Flag,
    string Name,
    bool IsOptional,
    HalType Returns,
    ImmutableArray<HalParameter> Parameters)
{
    /// <summary>Every member of <c>IHal</c>, in its order. The only list of them in the compiler DLLs.</summary>
    public static ImmutableArray<HalMember> All { get; } = ImmutableArray.Create(
        Required(HalMembers.DmaAlloc, HalType.DmaAllocation, new(HalType.UIntPtr, "pages"), new(HalType.BufferDirection, "direction")),
        Required(
            HalMembers.DmaDealloc,
            HalType.Int32,
            new(HalType.PhysAddr, "paddr"),
            new(HalType.BytePointer, "vaddr"),
            new(HalType.UIntPtr, "pages")),
        Required(HalMembers.MmioPhysToVirt, HalType.BytePointer, new(HalType.PhysAddr, "paddr"), new(HalType.UIntPtr, "size")),
        Required(HalMembers.Share, HalType.PhysAddr, new(HalType.DmaBuffer, "buffer"), new(HalType.BufferDirection, "direction")),
        Required(
            HalMembers.Unshare,
            HalType.Void,
            new(HalType.PhysAddr, "paddr"),
            new(HalType.DmaBuffer, "buffer"),
            new(HalType.BufferDirection, "direction")),
        Optional(HalMembers.Abandoned, HalType.Void, new HalParameter(HalType.PhysAddr, "paddr")));

    private static HalMember Required(HalMembers flag, HalType returns, params HalParameter[] parameters) =>
        new(flag, flag.ToString(), IsOptional: false, returns, ImmutableArray.Create(parameters));

    private static HalMember Optional(HalMembers flag, HalType returns, params HalParameter[] parameters) =>
        new(flag, flag.ToString(), IsOptional: true, returns, ImmutableArray.Create(parameters));
}
