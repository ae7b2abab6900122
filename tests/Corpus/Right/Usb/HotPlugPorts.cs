using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A root hub: every port has a window of registers; a status page is shared while a port is attached.</summary>
public sealed class HotPlugPorts<THal>(PhysAddr hub, int ports)
    where THal : struct, IHal
{
    private const int PortWindow = 0x20;

    private readonly MmioRegion _registers = MmioRegion.Map<THal>(hub, (nuint)(0x100 + (ports * PortWindow)));
    private readonly (PinnedBuffer Memory, Shared<THal> Share)?[] _attached = new (PinnedBuffer, Shared<THal>)?[ports];

    private MmioRegion Port(int index) => _registers.Slice((nuint)(0x100 + (index * PortWindow)), PortWindow);

    public void Poll()
    {
        uint changed = _registers.Read32(0x08);
        _registers.Write32(0x08, changed);
        for (int port = 0; port < ports; port++)
        {
            if ((changed & (1u << port)) == 0)
            {
                continue;
            }

            bool present = (Port(port).Read32(0x00) & 1) != 0;
            switch (present, _attached[port])
            {
                case (true, null):
                    Attach(port);
                    break;
                case (false, not null):
                    Detach(port);
                    break;
            }
        }
    }

    private void Attach(int port)
    {
        var memory = new PinnedBuffer(64);
        try
        {
            var share = new Shared<THal>(memory.Buffer, DeviceToDriver);
            _attached[port] = (memory, share);
            Port(port).Write64(0x10, share.Paddr.Value);
        }
        catch (DmaException e)
        {
            Log.Info($"port {port}: {e.Message}");
            memory.Dispose();
        }
    }

    private void Detach(int port)
    {
        Port(port).Write64(0x10, 0);
        if (_attached[port] is var (memory, share))
        {
            share.Unshare();
            memory.Dispose();
            _attached[port] = null;
        }
    }

    public void Close()
    {
        for (int port = ports - 1; port >= 0; port--)
        {
            if (_attached[port] is not null)
            {
                Detach(port);
            }
        }
    }
}
