using Devices;
using Hal;

/// <summary>A class derived from Dma gives the memory a layout; it is used by using, through its base and as an IDisposable.</summary>
public sealed unsafe class RingMemory<THal> : Dma<THal>
    where THal : struct, IHal
{
    private readonly int _entries;

    public RingMemory(int entries)
        : base(HalConstants.PagesFor((nuint)(entries * sizeof(Descriptor))), BufferDirection.Both) => _entries = entries;

    public Descriptor* this[int index] => Pointer<Descriptor>((nuint)(index % _entries * sizeof(Descriptor)));
}

/// <summary>Its users.</summary>
public sealed unsafe class RingMemoryUser<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public void Using()
    {
        using var ring = new RingMemory<THal>(64);
        ring[3]->Flags = 1;
        _device.Program(ring.Paddr, 1024);
    }

    public void ThroughBase()
    {
        Dma<THal> memory = new RingMemory<THal>(16);
        try
        {
            _device.Program(memory.Paddr, 256);
        }
        finally
        {
            memory.Dispose();
        }
    }

    public void AsDisposable()
    {
        var ring = new RingMemory<THal>(8);
        using System.IDisposable owner = ring;
        ring[0]->Next = 1;
    }
}
