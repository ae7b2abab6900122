using Devices;
using Hal;

/// <summary>A managed array is pinned by a fixed statement that covers the share from one end to the other.</summary>
public sealed unsafe class FixedWhileShared<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public byte[] Read(int length)
    {
        var data = new byte[length];
        fixed (byte* memory = data)
        {
            var buffer = new DmaBuffer(memory, data.Length);
            PhysAddr at = THal.Share(buffer, BufferDirection.DeviceToDriver);
            try
            {
                _device.Start(at, length);
            }
            finally
            {
                THal.Unshare(at, buffer, BufferDirection.DeviceToDriver);
            }
        }

        return data;
    }

    public int Send(byte[] data, int offset, int count)
    {
        fixed (byte* memory = &data[offset])
        {
            PhysAddr at = THal.Share(new DmaBuffer(memory, count), BufferDirection.DriverToDevice);
            int status = _device.Start(at, count);
            THal.Unshare(at, new DmaBuffer(memory, count), BufferDirection.DriverToDevice);
            return status;
        }
    }
}
