using Hal;
using Devices;

/// <summary>A copy engine whose descriptor is filled in after it was shared.</summary>
public sealed unsafe class DescriptorCopy<THal>
    where THal : struct, IHal
{
    private readonly Device _qdma = new();

    public bool Start(Descriptor* descriptor, PhysAddr data, int length)
    {
        DmaBuffer view = DmaBuffer.Of(descriptor);
        PhysAddr address = THal.Share(view, BufferDirection.DriverToDevice);
        *descriptor = new Descriptor { Address = data.Value, Length = (uint)length }; //! HAL1007
        bool done = _qdma.Submit(address, sizeof(Descriptor)) && _qdma.Wait(10);
        THal.Unshare(address, view, BufferDirection.DriverToDevice);
        return done;
    }
}
