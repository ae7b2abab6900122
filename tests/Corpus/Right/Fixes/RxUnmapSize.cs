using Devices;
using Hal;

public sealed unsafe class RxUnmapSize<THal>(Ring ring) where THal : struct, IHal
{
    private const int BufferSize = 2048;

    public int Receive(byte* memory)
    {
        PhysAddr a = THal.Share(new DmaBuffer(memory, BufferSize), BufferDirection.DeviceToDriver);
        ring.Post(0, a, BufferSize);
        ring.Doorbell();
        while (!ring.IsDone(0))
        {
        }

        THal.Unshare(a, new DmaBuffer(memory, BufferSize), BufferDirection.DeviceToDriver);
        return memory[0];
    }
}
