using Devices;
using Hal;

public sealed unsafe class PoolReturnBeforeUnmap<THal>(Device device) where THal : struct, IHal
{
    public int Read(int length)
    {
        byte[] array = System.Buffers.ArrayPool<byte>.Shared.Rent(length);
        fixed (byte* p = array)
        {
            var b = new DmaBuffer(p, length);
            PhysAddr a = THal.Share(b, BufferDirection.DeviceToDriver);
            int n = device.Start(a, length);
            System.Buffers.ArrayPool<byte>.Shared.Return(array); //! HAL1008
            THal.Unshare(a, b, BufferDirection.DeviceToDriver);
            return n;
        }
    }
}
