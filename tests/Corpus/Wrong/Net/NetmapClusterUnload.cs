using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in netmap: "Unloading of DMA mappings is not correct": clusters are mapped from 0 on and unmapped from 2 on.
internal sealed class ClusterMap<THal>
    where THal : struct, IHal
{
    private readonly DmaBuffer[] _clusters;
    private readonly PhysAddr[] _addresses;
    private readonly Ring _ring;

    public ClusterMap(Ring ring, DmaBuffer[] clusters)
    {
        _ring = ring;
        _clusters = clusters;
        _addresses = new PhysAddr[clusters.Length];
    }

    public void Load()
    {
        for (int i = 0; i < _clusters.Length; i++)
        {
            _addresses[i] = THal.Share(_clusters[i], Both); //! HAL1002 (no fix: field)
            _ring.Post(i, _addresses[i], _clusters[i].Length);
        }

        _ring.Doorbell();
    }

    public void Unload()
    {
        _ring.Stop();
        for (int i = 2; i < _clusters.Length; i++)
        {
            THal.Unshare(_addresses[i], _clusters[i], Both);
            _addresses[i] = default;
        }
    }
}
