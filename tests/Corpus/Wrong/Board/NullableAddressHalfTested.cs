using Hal;
using Devices;

// Like fixes in Linux (drivers, a cleanup that asks for more than whether it mapped).
/// <summary>A driver with a nullable address whose cleanup asks for success too.</summary>
public sealed class NullableDriver<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public bool Run(DmaBuffer buffer, bool byDma)
    {
        PhysAddr? mapped = null;
        if (byDma)
        {
            mapped = THal.Share(buffer, BufferDirection.Both); //! HAL1002 (no fix: condition)
        }

        bool ok = mapped is { } target ? _device.Submit(target, buffer.Length) : _device.Poll();
        if (mapped is { } address && ok)
        {
            THal.Unshare(address, buffer, BufferDirection.Both);
        }

        return ok;
    }
}
