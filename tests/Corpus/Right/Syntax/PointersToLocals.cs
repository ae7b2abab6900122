using Devices;
using Hal;

/// <summary>The address is stored through a pointer to a local, and through a pointer handed to a helper.</summary>
public sealed unsafe class PointerToLocal<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Run(DmaBuffer data)
    {
        PhysAddr at;
        PhysAddr* where = &at;
        *where = THal.Share(data, BufferDirection.Both);
        int status = _device.Start(at, data.Length);
        THal.Unshare(*where, data, BufferDirection.Both);
        return status;
    }

    public int RunHelper(DmaBuffer data)
    {
        PhysAddr at = default;
        Map(data, &at);
        int status = _device.Start(at, data.Length);
        Unmap(data, &at);
        return status;
    }

    private static void Map(DmaBuffer data, PhysAddr* at) => *at = THal.Share(data, BufferDirection.Both);

    private static void Unmap(DmaBuffer data, PhysAddr* at)
    {
        THal.Unshare(*at, data, BufferDirection.Both);
        *at = default;
    }
}
