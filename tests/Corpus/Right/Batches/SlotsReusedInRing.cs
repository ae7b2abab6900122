using Devices;
using Hal;

/// <summary>A window of eight transfers: the slot's old share is ended before the slot is taken again, the rest after the loop.</summary>
public sealed class WindowedReader<THal>
    where THal : struct, IHal
{
    private const int Window = 8;
    private readonly DmaEngine _engine = new();

    public void Copy(DmaBuffer[] blocks, PhysAddr sink)
    {
        var slots = new Shared<THal>[Window];
        var cookies = new int[Window];
        for (int i = 0; i < blocks.Length; i++)
        {
            int slot = i % Window;
            if (i >= Window)
            {
                _engine.WaitFor(cookies[slot], 100);
                slots[slot].Unshare();
            }

            slots[slot] = new Shared<THal>(blocks[i], BufferDirection.DriverToDevice);
            cookies[slot] = _engine.Submit(slots[slot].Paddr, sink, blocks[i].Length);
        }

        for (int slot = 0; slot < Window && slot < blocks.Length; slot++)
        {
            _engine.WaitFor(cookies[slot], 100);
            slots[slot].Unshare();
        }
    }
}
