using Devices;
using Hal;

public interface IMapper
{
    [return: MustUnshare]
    PhysAddr Map(DmaBuffer buffer);

    void Unmap([Unshares] PhysAddr address, DmaBuffer buffer);
}

public sealed class MustUnshareDropped(IMapper mapper, Device device)
{
    public int Send(DmaBuffer b)
    {
        PhysAddr a = mapper.Map(b); //! HAL1002
        int status = device.Start(a, b.Length);
        if (status == 0)
        {
            device.Wait(100);
            mapper.Unmap(a, b);
        }

        return status;
    }
}
