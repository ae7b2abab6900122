using Hal;
using Devices;

/// <summary>A user-space packet framework that ends the share of every cluster.</summary>
public sealed unsafe class ClusterPool<THal>
    where THal : struct, IHal
{
    private const int ClusterSize = 65536;
    private readonly Device _device = new();

    public bool Run(byte* pool)
    {
        PhysAddr[] lut = new PhysAddr[16];
        int cluster = 0;
        while (cluster < 16)
        {
            lut[cluster] = THal.Share(new DmaBuffer(pool + cluster * ClusterSize, ClusterSize), BufferDirection.Both);
            cluster++;
        }

        foreach (PhysAddr address in lut)
        {
            _device.Program(address, ClusterSize);
        }

        bool clean = _device.Wait(10_000);
        for (cluster = 0; cluster < 16; cluster++)
        {
            THal.Unshare(lut[cluster], new DmaBuffer(pool + cluster * ClusterSize, ClusterSize), BufferDirection.Both);
        }

        return clean;
    }
}
