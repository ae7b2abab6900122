namespace Hal;

/// <summary>What is remembered of one share or allocation, live or ended.</summary>
internal unsafe struct Hold
{
    public PhysAddr Paddr;
    public byte* Vaddr;

    /// <summary>In bytes: of the buffer, or of all pages.</summary>
    public nuint Length;

    public long Sequence;
    public MakingStack? MadeAt;
    public MakingStack? EndedAt;
    public HoldState State;
    private byte _kind;
    private byte _direction;

    public HeldKind Kind
    {
        readonly get => (HeldKind)_kind;
        set => _kind = (byte)value;
    }

    public BufferDirection Direction
    {
        readonly get => (BufferDirection)_direction;
        set => _direction = (byte)value;
    }

    public readonly DmaBuffer Buffer => new(Vaddr, (int)Length);

    public readonly nuint Pages => Length / HalConstants.PageSize;

    /// <summary>Whether <paramref name="paddr"/> is an address of one of its bytes.</summary>
    public readonly bool Contains(PhysAddr paddr) => paddr >= Paddr && paddr.Value - Paddr.Value < Length;
}
