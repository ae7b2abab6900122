using Hal;
using Devices;

/// <summary>A copy engine's memcpy that frees the descriptor when the copy is done.</summary>
public sealed unsafe class UdmaCopy<THal>
    where THal : struct, IHal
{
    private readonly DmaEngine _engine = new();
    private readonly Device _ring = new();

    public int Copy(PhysAddr source, PhysAddr target, int length)
    {
        using var descriptor = new Dma<THal>(1, BufferDirection.DriverToDevice);
        Descriptor* first = descriptor.Pointer<Descriptor>(0);
        first->Address = source.Value;
        first->Length = (uint)length;
        first[1].Address = target.Value;
        _ring.Program(descriptor.Paddr, 2 * sizeof(Descriptor));
        return _engine.WaitFor(0, 1000) ? 0 : _engine.LastError;
    }
}
