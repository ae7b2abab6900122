using Devices;
using Hal;

public sealed class DmaFailureTests<THal> where THal : struct, IHal
{
    public void Fails()
    {
        Expect.That(!Dma<THal>.TryCreate(1, BufferDirection.Both, out _));
        Expect.That(THal.DmaAlloc(1, BufferDirection.Both).Paddr == default);
        Expect.Throws<DmaException>(() => new Dma<THal>(1, BufferDirection.Both));
    }
}
