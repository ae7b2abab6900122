using Hal;
using Devices;

// Follows a fix in DPDK, 960775fc5b.
/// <summary>A user-space packet socket: the memory of its frames is kept when the socket cannot be configured.</summary>
public sealed unsafe class PacketSocket<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();
    private Dma<THal>? _frames;

    public bool IsOpen => _frames is not null;

    public bool Configure(nuint frames, bool unaligned)
    {
        Dma<THal> memory = new(frames, BufferDirection.Both); //! HAL2002
        _device.WriteRegister(0, memory.Paddr.Value);
        _device.WriteRegister(1, unaligned ? 1UL : 0UL);
        uint error = _device.ReadRegister(2);
        if (error != 0)
        {
            Log.Info($"the socket refuses the memory: {error}");
            return false;
        }

        _frames = memory;
        return true;
    }

    public void Close()
    {
        _device.Reset();
        _frames?.Dispose();
        _frames = null;
    }
}
