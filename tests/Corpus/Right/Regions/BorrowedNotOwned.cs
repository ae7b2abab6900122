using System;
using Devices;
using Hal;

/// <summary>Methods, constructors and properties that borrow a region leave it to its owner.</summary>
public sealed class Borrower<THal>
    where THal : struct, IHal
{
    private readonly Dma<THal> _borrowed;

    public Borrower(Dma<THal> region) => _borrowed = region;

    public Dma<THal> Region => _borrowed;

    public void Fill(Dma<THal> other, byte value) => other.AsSpan().Fill(value);

    public DmaBuffer Part(int index) => Region.Slice((nuint)index * 64, 64);
}

/// <summary>The owner.</summary>
public sealed class Lender<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public bool Run()
    {
        var region = new Dma<THal>(1, BufferDirection.Both);
        try
        {
            var borrower = new Borrower<THal>(region);
            borrower.Fill(region, 1);
            borrower.Fill(borrower.Region, 2);
            return _device.Submit(region.Paddr, borrower.Part(3).Length);
        }
        finally
        {
            region.Dispose();
        }
    }
}
