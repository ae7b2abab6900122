using Devices;
using Hal;

namespace Drivers;

// Follows a fix in DPDK: "net/hns3: fix memory leak on failure": the engine is looked for before anything is allocated.
public sealed class EngineChannel<THal>(DmaEngine engine)
    where THal : struct, IHal
{
    private Dma<THal>? _descriptors;

    public PhysAddr Base => _descriptors is null ? default : _descriptors.Paddr;

    public void Open(nuint depth)
    {
        if (depth == 0 || depth > 1024 || _descriptors is not null)
        {
            throw new DeviceException("bad depth");
        }

        if (engine.Channels == 0)
        {
            throw new DeviceException("no engine in the group");
        }

        var descriptors = new Dma<THal>(HalConstants.PagesFor(depth * 64), BufferDirection.Both);
        _descriptors = descriptors;
    }

    public void Close()
    {
        engine.Terminate();
        _descriptors?.Dispose();
        _descriptors = null;
    }
}
