using Hal;
using Devices;

// Follows a fix in netmap, issue 407.
/// <summary>A user-space packet framework that shares all its clusters and ends the shares from the third one on.</summary>
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
            lut[cluster] = THal.Share(new DmaBuffer(pool + cluster * ClusterSize, ClusterSize), BufferDirection.Both); //! HAL1002 (no fix: table)
            cluster++;
        }

        foreach (PhysAddr address in lut)
        {
            _device.Program(address, ClusterSize);
        }

        bool clean = _device.Wait(10_000);
        for (cluster = 2; cluster < 16; cluster++)
        {
            THal.Unshare(lut[cluster], new DmaBuffer(pool + cluster * ClusterSize, ClusterSize), BufferDirection.Both);
        }

        return clean;
    }
}
