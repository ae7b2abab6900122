using System.Threading;
using Devices;
using Hal;

/// <summary>Interrupt and cancellation race for one share; Interlocked.Exchange lets only one of them end it.</summary>
public sealed class RacingTransfer<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();
    private Held? _held;

    private sealed class Held
    {
        public required PhysAddr Address { get; init; }

        public required DmaBuffer Buffer { get; init; }
    }

    public void Start(DmaBuffer buffer)
    {
        PhysAddr address = THal.Share(buffer, BufferDirection.Both);
        Volatile.Write(ref _held, new Held { Address = address, Buffer = buffer });
        _device.Program(address, buffer.Length);
        _device.Kick();
    }

    public void OnInterrupt() => End();

    public void Cancel()
    {
        _device.Reset();
        End();
    }

    private void End()
    {
        if (Interlocked.Exchange(ref _held, null) is { } held)
        {
            THal.Unshare(held.Address, held.Buffer, BufferDirection.Both);
        }
    }
}
