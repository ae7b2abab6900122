namespace Hal;

/// <summary>
/// What a release call comes down to for the HAL beneath: the values that were really shared or allocated, or nothing. So the HAL is called
/// at most once for each share and allocation, and rightly, however wrong the driver's call was.
/// </summary>
internal readonly unsafe struct Release
{
    private Release(in Hold hold)
    {
        Forward = true;
        Paddr = hold.Paddr;
        Vaddr = hold.Vaddr;
        Length = hold.Length;
        Direction = hold.Direction;
        MadeAt = hold.MadeAt;
    }

    /// <summary>Whether the HAL is called at all.</summary>
    public bool Forward { get; }

    public PhysAddr Paddr { get; }

    public byte* Vaddr { get; }

    public nuint Length { get; }

    public BufferDirection Direction { get; }

    public MakingStack? MadeAt { get; }

    /// <summary>
    /// Whether the driver wrote to a DriverToDevice buffer while it was shared (HAL1007): found at a release that is otherwise right.
    /// </summary>
    public bool Changed { get; init; }

    public DmaBuffer Buffer => new(Vaddr, (int)Length);

    public nuint Pages => Length / HalConstants.PageSize;

    public static Release Of(in Hold hold) => new(hold);
}
