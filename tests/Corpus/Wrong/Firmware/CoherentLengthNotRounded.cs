using Hal;
using Devices;

// Follows a fix in iPXE, 3efdbef2f.
/// <summary>A boot firmware's coherent memory that is shared with its asked-for length and ended with that of its pages.</summary>
public sealed unsafe class CoherentMemory<THal>
    where THal : struct, IHal
{
    private const int Asked = 5000;
    private readonly Device _nic = new();

    public bool Exchange()
    {
        using var memory = new Dma<THal>(2, BufferDirection.Both);
        DmaBuffer asked = memory.Slice(0, Asked);
        PhysAddr address = THal.Share(asked, BufferDirection.Both);
        bool sent = _nic.Submit(address, Asked);
        _nic.Wait(1);
        THal.Unshare(address, memory.Slice(0, 2 * HalConstants.PageSize), BufferDirection.Both); //! HAL1006
        return sent;
    }
}
