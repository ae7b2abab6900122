using Hal;
using Devices;

/// <summary>A boot firmware's coherent memory that is shared and ended with the length of its pages.</summary>
public sealed unsafe class CoherentMemory<THal>
    where THal : struct, IHal
{
    private const int Asked = 5000;
    private readonly Device _nic = new();

    public bool Exchange()
    {
        using var memory = new Dma<THal>(2, BufferDirection.Both);
        DmaBuffer asked = memory.Slice(0, 2 * HalConstants.PageSize);
        PhysAddr address = THal.Share(asked, BufferDirection.Both);
        bool sent = _nic.Submit(address, Asked);
        _nic.Wait(1);
        THal.Unshare(address, memory.Slice(0, 2 * HalConstants.PageSize), BufferDirection.Both);
        return sent;
    }
}
