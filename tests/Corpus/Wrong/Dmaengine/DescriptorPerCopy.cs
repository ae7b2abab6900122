using Hal;
using Devices;

// Follows a fix in U-Boot, c6d6dbbe72c.
/// <summary>A copy engine's memcpy that allocates a descriptor for each copy and frees none.</summary>
public sealed unsafe class UdmaCopy<THal>
    where THal : struct, IHal
{
    private readonly DmaEngine _engine = new();
    private readonly Device _ring = new();

    public int Copy(PhysAddr source, PhysAddr target, int length)
    {
        var descriptor = new Dma<THal>(1, BufferDirection.DriverToDevice); //! HAL2002
        Descriptor* first = descriptor.Pointer<Descriptor>(0);
        first->Address = source.Value;
        first->Length = (uint)length;
        first[1].Address = target.Value;
        _ring.Program(descriptor.Paddr, 2 * sizeof(Descriptor));
        return _engine.WaitFor(0, 1000) ? 0 : _engine.LastError;
    }
}
