using Hal;
using Devices;

// Follows a fix in EDK2, 84083b12f2.
/// <summary>A platform's map service whose bounce buffer is kept when the bus cannot reach it.</summary>
public sealed unsafe class MapService<THal>
    where THal : struct, IHal
{
    private readonly ulong _reach = 0xFFFF_FFFF;

    public bool TryMap(byte* host, int length, out Dma<THal>? bounce)
    {
        bounce = null;
        var memory = new Dma<THal>(HalConstants.PagesFor((nuint)length), BufferDirection.Both); //! HAL2002
        if (memory.Paddr.Value + (ulong)length > _reach)
        {
            Log.Info("out of the bus's reach");
            return false;
        }

        new System.ReadOnlySpan<byte>(host, length).CopyTo(memory.AsSpan());
        bounce = memory;
        return true;
    }
}
