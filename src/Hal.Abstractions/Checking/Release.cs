namespace Hal;

/// <summary>
/// What a wrong release call comes down to for the HAL beneath: the values that were really shared or allocated, or nothing. So the HAL is
/// called at most once for each share and allocation, and rightly, however wrong the driver's call was.
/// </summary>
internal readonly unsafe struct Release
{
    private readonly Hold _hold;

    private Release(in Hold hold)
    {
        _hold = hold;
        Forward = true;
    }

    /// <summary>Whether the HAL is called at all.</summary>
    public bool Forward { get; }

    public PhysAddr Paddr => _hold.Paddr;

    public byte* Vaddr => _hold.Vaddr;

    public BufferDirection Direction => _hold.Direction;

    public DmaBuffer Buffer => _hold.Buffer;

    public nuint Pages => _hold.Pages;

    public static Release Of(in Hold hold) => new(hold);
}
