using Devices;
using Hal;

/// <summary>net: the receive buffer is mapped whole and unmapped with the length of the frame.</summary>
public sealed unsafe class RxUnmapSize<THal>(Ring ring) where THal : struct, IHal
{
    public int Receive(byte* memory)
    {
        PhysAddr a = THal.Share(new DmaBuffer(memory, 2048), BufferDirection.DeviceToDriver);
        ring.Post(0, a, 2048);
        ring.Doorbell();
        while (!ring.IsDone(0))
        {
        }

        THal.Unshare(a, new DmaBuffer(memory, 1536), BufferDirection.DeviceToDriver); //! HAL1006
        return memory[0];
    }
}
