using Hal;
using Devices;

/// <summary>A receive path that ends the share with the length that was shared.</summary>
public sealed unsafe class FaradayReceive<THal>
    where THal : struct, IHal
{
    private readonly Ring _ring = new();

    public int Receive(byte* frame, int bufferSize, int expected)
    {
        PhysAddr map = THal.Share(new DmaBuffer(frame, bufferSize), BufferDirection.DeviceToDriver);
        _ring.Post(0, map, bufferSize);
        _ring.Doorbell();
        while (!_ring.IsDone(0))
        {
        }

        THal.Unshare(map, new DmaBuffer(frame, bufferSize), BufferDirection.DeviceToDriver);
        return expected;
    }
}
