using Hal;
using Devices;

/// <summary>A user-space packet socket: the memory of its frames goes back when the socket cannot be configured.</summary>
public sealed unsafe class PacketSocket<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();
    private Dma<THal>? _frames;

    public bool IsOpen => _frames is not null;

    public bool Configure(nuint frames, bool unaligned)
    {
        Dma<THal> memory = new(frames, BufferDirection.Both);
        _device.WriteRegister(0, memory.Paddr.Value);
        _device.WriteRegister(1, unaligned ? 1UL : 0UL);
        uint error = _device.ReadRegister(2);
        if (error != 0)
        {
            Log.Info($"the socket refuses the memory: {error}");
            memory.Dispose();
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
