using System.Globalization;

namespace Hal;

/// <summary>A row of the live table of <see cref="Checked{THal}"/>: one share or allocation that is not given back yet.</summary>
public sealed unsafe class HeldResource
{
    private readonly byte* _vaddr;
    private readonly MakingStack? _madeAt;

    internal HeldResource(in Hold hold)
    {
        Kind = hold.Kind;
        Paddr = hold.Paddr;
        _vaddr = hold.Vaddr;
        Length = hold.Length;
        Direction = hold.Direction;
        Sequence = hold.Sequence;
        _madeAt = hold.MadeAt;
    }

    /// <summary>Whether this is a share or an allocation.</summary>
    public HeldKind Kind { get; }

    /// <summary>The address that Share or DmaAlloc returned.</summary>
    public PhysAddr Paddr { get; }

    /// <summary>The first byte for the driver.</summary>
    public byte* Vaddr => _vaddr;

    /// <summary>The length in bytes.</summary>
    public nuint Length { get; }

    /// <summary>The direction that was given to Share or DmaAlloc.</summary>
    public BufferDirection Direction { get; }

    /// <summary>The number of this share or allocation among all of its HAL, from 1: lower is older.</summary>
    public long Sequence { get; }

    /// <summary>
    /// The stack of the Share or DmaAlloc, or <see langword="null"/> where it was not recorded (<see cref="CheckedOptions.Stacks"/>).
    /// </summary>
    public string? MadeAt => _madeAt?.ToString();

    /// <summary>The row as text, with the stack on lines of its own.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"#{Sequence} {Describe.Held(Kind, Paddr, _vaddr, Length, Direction)}")
            + Describe.MadeAt(Kind, _madeAt);
}
