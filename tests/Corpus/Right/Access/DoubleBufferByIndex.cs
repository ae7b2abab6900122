using Devices;
using Hal;

/// <summary>Two buffers in an array and an index that flips: one is filled while the other is with the device.</summary>
public sealed class Flipping<THal>
    where THal : struct, IHal
{
    private readonly Device _card = new();

    public void Play(DmaBuffer[] pair, int rounds)
    {
        int active = 0;
        pair[active].AsSpan().Fill(1);
        for (int round = 0; round < rounds; round++)
        {
            DmaBuffer playing = pair[active];
            PhysAddr at = THal.Share(playing, BufferDirection.DriverToDevice);
            _card.Program(at, playing.Length);
            active ^= 1;
            pair[active].AsSpan().Fill((byte)round);
            pair[active][0] = 0;
            _card.Wait(20);
            THal.Unshare(at, playing, BufferDirection.DriverToDevice);
        }
    }
}
