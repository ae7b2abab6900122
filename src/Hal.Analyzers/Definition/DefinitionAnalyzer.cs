using System.Collections.Immutable;
using Hal.Analyzers.Semantics;
using Hal.Generators.Input;
using Hal.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Hal.Analyzers.Definition;

/// <summary>
/// Reports what a HAL class lacks, by the reader that the generator uses. Such a class is bound all the same, with throwing stubs, so the build has no declaration
/// error and this is heard. What prevents the binding is the generator's to report: HAL0001, HAL0004, HAL0005.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DefinitionAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(HAL0002MemberMissing.Descriptor, HAL0003MemberSignature.Descriptor);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();

        // A HAL class in a generated file is bound as any other, so it is checked as any other.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(static start =>
        {
            if (HalReference.Find(start.Compilation)?.GetTypeByMetadataName(HalClassReader.AttributeName) is { } attribute)
            {
                start.RegisterSymbolAction(symbol => Check(symbol, attribute), SymbolKind.NamedType);
            }
        });
    }

    private static void Check(SymbolAnalysisContext context, INamedTypeSymbol attribute)
    {
        var type = (INamedTypeSymbol)context.Symbol;

        // A class that has no name yet is bound to nothing, and the compiler says what is missing.
        if (type.TypeKind != TypeKind.Class || type.Name.Length == 0 || Mark(type, attribute) is not { ApplicationSyntaxReference: { } reference })
        {
            return;
        }

        IAssemblySymbol hal = attribute.ContainingAssembly;
        HalMembers members = HalMemberReader.Read(type, hal);
        if (reference.GetSyntax(context.CancellationToken).Parent?.Parent is TypeDeclarationSyntax declaration)
        {
            HAL0002MemberMissing.Check(type, declaration, members, context.ReportDiagnostic);
        }

        HAL0003MemberSignature.Check(type, members, hal, context.ReportDiagnostic);
    }

    private static AttributeData? Mark(INamedTypeSymbol type, INamedTypeSymbol attribute)
    {
        foreach (AttributeData data in type.GetAttributes())
        {
            if (SymbolEqualityComparer.Default.Equals(data.AttributeClass, attribute))
            {
                return data;
            }
        }

        return null;
    }
}
