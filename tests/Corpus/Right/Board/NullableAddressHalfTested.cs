using Hal;
using Devices;

/// <summary>A driver with a nullable address whose cleanup asks only whether there is one.</summary>
public sealed class NullableDriver<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public bool Run(DmaBuffer buffer, bool byDma)
    {
        PhysAddr? mapped = null;
        if (byDma)
        {
            mapped = THal.Share(buffer, BufferDirection.Both);
        }

        bool ok = mapped is { } target ? _device.Submit(target, buffer.Length) : _device.Poll();
        if (mapped is { } address)
        {
            THal.Unshare(address, buffer, BufferDirection.Both);
        }

        return ok;
    }
}
